with counted as (
    select
        mart.schooljaar,
        mart.onderwijsvorm,
        mart.stageverplichting,
        listed.categorie,
        sum(
            case
                when listed.categorie like '%: start in K1' and mart.start_kwartaal = '1' then mart.n_leavers
                when listed.categorie like '%: werkend in K8' and mart.status_k8 = 'werkend' then mart.n_leavers
                else 0
            end
        ) as aantal,
        sum(mart.n_leavers) as noemer
    from {{ ref('leavers_by_stageregistratie') }} as mart
    inner join (
        values
        (true, 'met: start in K1'), (false, 'zonder: start in K1'),
        (true, 'met: werkend in K8'), (false, 'zonder: werkend in K8')
    ) as listed (has_stageregistratie, categorie)
        on
            mart.has_stageregistratie = listed.has_stageregistratie
            -- a share in work is one of those available
            and (listed.categorie like '%: start in K1' or mart.status_k8 <> 'niet beschikbaar')
    where mart.onderwijsvorm = 'TSO' and mart.stageverplichting = 'zonder'
    group by mart.schooljaar, mart.onderwijsvorm, mart.stageverplichting, listed.categorie
)

{{ cells_of('ext_03', ['schooljaar', 'onderwijsvorm', 'stageverplichting']) }}
