with counted as (
    select
        schooljaar,
        onderwijsvorm,
        stageverplichting,
        kwartaal,
        'werkend' as categorie,
        sum(case when arbeidsmarktstatus = 'werkend' then n_leavers else 0 end) as aantal,
        sum(n_leavers) as noemer
    from {{ ref('labour_market_status') }}
    where arbeidsmarktstatus <> 'niet beschikbaar'
    group by schooljaar, onderwijsvorm, stageverplichting, kwartaal
)

{{ cells_of('fig_21', ['schooljaar', 'onderwijsvorm', 'stageverplichting', 'kwartaal']) }}
