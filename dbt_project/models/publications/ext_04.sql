with counted as (
    select
        mart.schooljaar,
        listed.categorie,
        sum(
            case
                when
                    case listed.categorie
                        when 'stagegever_kbo' then mart.is_filled_stagegever_kbo
                        when 'sector' then mart.sector is not null
                        when 'contract' then mart.stagecontract is not null
                        when 'begindatum' then mart.is_filled_begindatum
                        when 'einddatum' then mart.is_filled_einddatum
                        when 'halve_dagen' then mart.is_filled_halve_dagen
                        when 'medisch_onderzoek' then mart.is_filled_medisch_onderzoek
                    end
                    then mart.n_zendingen
                else 0
            end
        ) as aantal,
        sum(mart.n_zendingen) as noemer
    from {{ ref('internship_filings') }} as mart
    cross join (
        values
        ('stagegever_kbo'), ('sector'), ('contract'), ('begindatum'), ('einddatum'), ('halve_dagen'),
        ('medisch_onderzoek')
    ) as listed (categorie)
    group by mart.schooljaar, listed.categorie
)

{{ cells_of('ext_04', ['schooljaar']) }}
