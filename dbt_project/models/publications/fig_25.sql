with counted as (
    select
        first_employment.schooljaar,
        first_employment.onderwijsvorm,
        first_employment.stageverplichting,
        listed.categorie,
        sum(case when first_employment.eerste_tewerkstelling = listed.categorie then first_employment.n_leavers else 0 end) as aantal,
        sum(first_employment.n_leavers) as noemer
    from {{ ref('first_employment') }} as first_employment
    cross join {{ first_employments() }} as listed(categorie)
    group by first_employment.schooljaar, first_employment.onderwijsvorm, first_employment.stageverplichting, listed.categorie
)

{{ cells_of('fig_25', ['schooljaar', 'onderwijsvorm', 'stageverplichting']) }}
