with counted as (
    select
        mart.schooljaar,
        listed.onderwijsvorm,
        listed.stageverplichting,
        'eerste werkgever is stagegever' as categorie,
        sum(case when mart.is_bij_stagegever then mart.n_leavers else 0 end) as aantal,
        sum(mart.n_leavers) as noemer
    from {{ ref('internship_employer') }} as mart
    inner join {{ alle_and_three_groups() }} as listed (onderwijsvorm, stageverplichting)
        on
            listed.onderwijsvorm in ('alle', mart.onderwijsvorm)
            and listed.stageverplichting in ('alle', mart.stageverplichting)
    -- R70: known only for those with a company number
    where mart.is_bij_stagegever is not null
    group by mart.schooljaar, listed.onderwijsvorm, listed.stageverplichting
)

{{ cells_of('fig_32', ['schooljaar', 'onderwijsvorm', 'stageverplichting']) }}
